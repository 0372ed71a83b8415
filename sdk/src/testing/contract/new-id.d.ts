/** Ids of feedback, attachments and events. */
export declare function newIdContract(name: string, make: () => () => string): void;
