import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../root.mjs';

/** A compilation of files under the options of the tests; `written` holds texts that are on no disk, by absolute path. */
export function programOf(
  paths: readonly string[],
  written: ReadonlyMap<string, string> = new Map(),
  extra: ts.CompilerOptions = {},
): ts.Program {
  const config = ts.readConfigFile(join(root, 'scripts', 'tsconfig.tests.json'), ts.sys.readFile).config as { compilerOptions: object };
  const { options } = ts.parseJsonConfigFileContent(
    { ...config, compilerOptions: { ...config.compilerOptions, incremental: false, tsBuildInfoFile: null } },
    ts.sys,
    join(root, 'scripts'),
  );
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => written.has(path) || fileExists(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = written.get(path);
    return text === undefined ? getSourceFile(path, version, ...rest) : ts.createSourceFile(path, text, version);
  };
  return ts.createProgram([...paths], { ...options, ...extra }, host);
}
