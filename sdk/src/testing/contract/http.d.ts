import type { Http, HttpRequest } from '../../core/index.js';
/** What the other end does with the request. */
export type HttpScenario = 
/** 201 with `{"ok":true}` and the header `ETag: "e"`. */
'answers'
/** 503 with `Retry-After: 7`. */
 | 'unavailable' | 'redirects' | 'resets'
/** Takes the request and never answers. */
 | 'stalls'
/** Sends the head and half of the announced body, then nothing more. */
 | 'stalls-midway'
/** Nobody listens. */
 | 'refuses';
export interface HttpStage {
    readonly http: Http;
    readonly url: (scenario: HttpScenario) => string;
    /** What to send: text, or a part of a stored file. */
    readonly request: () => Pick<HttpRequest, 'method' | 'body' | 'multipart'>;
    /** Lets a timeout of this many milliseconds pass. */
    readonly pass: (ms: number) => Promise<void>;
}
/** Everything the core relies on when it sends. */
export declare function httpContract(name: string, make: () => Promise<HttpStage>): void;
