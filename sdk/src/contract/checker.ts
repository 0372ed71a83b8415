/** The subset of JSON Schema that the answers of the protocol use. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly additionalProperties?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
}

/**
 * Whether a value that JSON.parse made fits. Stands in for zod in the script-tag build, fed by the JSON Schemas that are generated from the zod schemas;
 * a test gives both the same random values.
 */
export function fits(schema: Schema, value: unknown): boolean {
  const { type, properties, required, items, anyOf, enum: allowed, additionalProperties: rest, minimum, maximum } = schema;
  if (Array.isArray(type)) return type.some((one) => fits({ ...schema, type: one }, value));
  if (anyOf) return anyOf.some((one) => fits(one, value));
  if (allowed) return allowed.includes(value);
  if (!type) return true;
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value) && value.every((one) => fits(items ?? {}, one));
  if (type === 'integer' || type === 'number') {
    return (
      Number.isFinite(value) &&
      (type === 'number' || Number.isSafeInteger(value)) &&
      !((value as number) < (minimum ?? -Infinity)) &&
      !((value as number) > (maximum ?? Infinity))
    );
  }
  if (type !== 'object') return typeof value === type;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  if (required?.some((name) => fields[name] === undefined)) return false;
  return Object.keys(fields).every((name) => {
    const field = properties ? properties[name] : rest;
    return !field || fits(field, fields[name]);
  });
}
