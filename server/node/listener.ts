import { once } from 'node:events';
import { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Caller } from '../ports.ts';
import { clientAddress } from './client-address.ts';
import { StartupError } from './startup-error.ts';
import { brokenOffAloud } from './whole-answers.ts';

/** Answers HTTP requests. */
export interface Listener {
  /** The port that it listens on. */
  readonly port: number;
  /** Takes no more connections, lets running requests end for a moment, and closes what is left. */
  close(): Promise<void>;
}

/** Milliseconds to send the headers, and a whole request (a large file over a slow line). */
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 300_000;

/** Longer than the 60 s of usual proxies: the side that sends requests should be the one that closes. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;

/** Milliseconds that running requests get at the end. */
const GRACE_MS = 1_000;

/**
 * Listens for HTTP requests, and says of each where it comes from.
 *
 * @throws {StartupError} when the port is taken or the address is not this machine's
 */
export async function listen(
  fetch: (request: Request, caller: Caller) => Response | Promise<Response>,
  { host, port, trustedProxies = [] }: { host: string; port: number; trustedProxies?: readonly string[] },
): Promise<Listener> {
  const addressOf = clientAddress(trustedProxies);
  const server = createAdaptorServer({
    fetch: async (request, { incoming, outgoing }) => {
      const address = addressOf(incoming.socket.remoteAddress, request.headers.get('X-Forwarded-For'));
      return brokenOffAloud(await fetch(request, { address }), outgoing);
    },
    serverOptions: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
      // Node looks for late requests in this interval only.
      connectionsCheckingInterval: 5_000,
    },
    // The library replaces the global Request and Response unless told not to; ours stay the standard ones.
    overrideGlobalObjects: false,
  });
  if (!(server instanceof Server)) throw new TypeError('Expected an HTTP/1.1 server.');
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen(error as NodeJS.ErrnoException, host, port);
  }
  let closing: Promise<void> | undefined;
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      closing ??= close(server);
      return closing;
    },
  };
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const grace = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(grace);
}

function cannotListen({ code, message }: NodeJS.ErrnoException, host: string, port: number): StartupError {
  switch (code) {
    case 'EADDRINUSE':
      return new StartupError(
        `Port ${port} on ${host} is taken. Stop what is using it, or choose another with PORT.`,
      );
    case 'EACCES':
      return new StartupError(`Port ${port} may not be used by this user. Choose one above 1023 with PORT.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartupError(`${host} is not an address of this machine. Choose another with HOST.`);
    default:
      return new StartupError(`Cannot listen on ${host}:${port}: ${message}`);
  }
}
