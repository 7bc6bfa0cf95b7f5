import type { Deps, Outside, PortalActor } from '../domain/deps.ts';
import type { Principal } from '../domain/identity.ts';
import type { SignedTokens } from '../domain/signed-tokens.ts';
import type { StreamTiming } from '../events/stream.ts';
import type { Caller, LogEntry } from '../ports.ts';
import type { Metrics } from './metrics.ts';
import type { Turnstile } from './turnstile.ts';

/** What the routes work with. */
export interface RouteDeps extends Outside {
  /** Resolves when the database answers. */
  reach(): Promise<void>;
  signedTokens: SignedTokens;
  /** The id of the portal that has this API key. */
  portalOf(apiKey: string): Promise<string>;
  metrics: Metrics;
  turnstile: Turnstile;
  log: (entry: LogEntry) => void;
  /** Aborts when the backend closes. */
  closing: AbortSignal;
  timing: StreamTiming;
}

/** What a request carries from one handler to the next. */
export interface Env {
  /** Where the request comes from. */
  Bindings: Caller;
  Variables: {
    /** What the rules work with for this request: of the database, what belongs to its practice. */
    deps: Deps;
    /** The verified person. */
    me: Principal;
    /** The verified portal. */
    portal: PortalActor;
    /** The origins whose pages may read the answer; missing until it is known which practice it is about. */
    origins: ReadonlySet<string> | undefined;
  };
}
