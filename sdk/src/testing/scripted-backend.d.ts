import type { Clock, FilePart, Http } from '../core/index.js';
import { type Fault } from './faults.js';
/** What the backend keeps of one feedback. */
export interface StoredFeedback {
    readonly id: string;
    readonly ref: string;
    /** The body as it arrived first. */
    readonly text: string;
    readonly receivedAt: string;
    readonly events: {
        readonly id: string;
        readonly text: string;
    }[];
    withdrawn: boolean;
    /** Attachment ids named so far, those taken back left out. */
    readonly named: Set<string>;
    readonly files: Map<string, {
        readonly sha256: string;
        readonly bytes: Uint8Array;
    }>;
    /** Bytes of files that are not whole yet. */
    readonly parts: Map<string, Uint8Array>;
}
export interface SeenRequest {
    readonly method: string;
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | undefined;
    readonly file: FilePart | undefined;
    readonly at: number;
}
export interface ScriptedBackendOptions {
    readonly clock: Clock;
    /** Reads the part of a file that a request names, as the platform's byte store gives it. */
    readonly read: (key: string, offset: number, length: number) => Promise<{
        arrayBuffer(): Promise<ArrayBuffer>;
    }>;
    /** Asked once a request; what it returns is played. */
    readonly fault?: (request: SeenRequest, count: number) => Fault | undefined;
}
/** A backend of protocol v1 in memory, behind the `Http` port. */
export interface ScriptedBackend extends Http {
    readonly rows: ReadonlyMap<string, StoredFeedback>;
    readonly requests: readonly SeenRequest[];
    /** Requests that repeated something already stored. */
    readonly repeats: number;
    /** Bearer token that is asked for from now on; undefined: none. */
    token: string | undefined;
    /** What `GET /v1/policy` answers. */
    policy: {
        readonly body: unknown;
        readonly etag: string;
    };
    /** Plays these faults to the next requests, one each. */
    script(...faults: readonly Fault[]): void;
}
export declare function createScriptedBackend({ clock, read, fault }: ScriptedBackendOptions): ScriptedBackend;
