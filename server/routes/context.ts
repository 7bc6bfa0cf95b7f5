import type { Deps, PortalActor } from '../domain/deps.ts';
import type { Principal } from '../domain/identity.ts';
import type { SignedTokens } from '../domain/signed-tokens.ts';
import type { StreamTiming } from '../events/stream.ts';
import type { Caller, LogEntry } from '../ports.ts';
import type { Metrics } from './metrics.ts';

/** What the routes work with. */
export interface RouteDeps extends Deps {
  signedTokens: SignedTokens;
  /** The id of the portal that has this API key. */
  portalOf(apiKey: string): Promise<string>;
  metrics: Metrics;
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
    /** The verified person. */
    me: Principal;
    /** The verified portal. */
    portal: PortalActor;
    /** The origins whose pages may read the answer; missing until it is known which practice it is about. */
    origins: ReadonlySet<string> | undefined;
  };
}
