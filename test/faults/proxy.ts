import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Which way bytes go: from the page to the server, or back. */
export type Way = 'up' | 'down';

/** A network between pages and servers that can be made worse. */
export interface Proxy {
  readonly url: string;
  /** Breaks every connection that is open now. @returns how many */
  cut(): number;
  /** The next connection that carries something this way breaks after so many bytes. */
  cutAfter(way: Way, bytes: number): void;
  /** From now on every piece waits so many milliseconds. */
  delay(milliseconds: number): void;
  close(): Promise<void>;
}

/**
 * A TCP proxy that knows nothing of HTTP. Each connection goes to one of the servers that are there; where none is, it is refused as
 * by a machine that is down.
 * @param target the port for a new connection; `undefined` when there is no server
 */
export async function startProxy(target: () => number | undefined): Promise<Proxy> {
  const open = new Set<() => void>();
  const cuts: { way: Way; bytes: number }[] = [];
  let wait = 0;

  const server = createServer({ noDelay: true }, (page) => {
    const port = target();
    if (port === undefined) return void page.resetAndDestroy();
    const backend = connect({ port, host: '127.0.0.1', noDelay: true });
    const end = (): void => {
      open.delete(end);
      page.destroy();
      backend.destroy();
    };
    open.add(end);
    for (const socket of [page, backend]) socket.on('close', end).on('error', end);
    carry('up', page, backend, end);
    carry('down', backend, page, end);
  });

  function carry(way: Way, from: Socket, to: Socket, end: () => void): void {
    let left: number | undefined;
    let last = Promise.resolve();
    from.on('data', (piece: Buffer) => {
      if (left === undefined) {
        const index = cuts.findIndex((one) => one.way === way);
        if (index >= 0) left = cuts.splice(index, 1)[0]!.bytes;
      }
      if (left !== undefined) left -= piece.length;
      const rest = left !== undefined && left < 0 ? piece.subarray(0, piece.length + left) : piece;
      from.pause();
      // In order, however long each waits.
      last = last.then(async () => {
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        if (to.destroyed) return;
        if (rest.length > 0 && !to.write(rest)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
        if (left !== undefined && left <= 0) end();
        else from.resume();
      });
      last.catch(end);
    });
    from.on('end', () => void last.then(() => to.end()));
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      const count = open.size;
      for (const end of [...open]) end();
      return count;
    },
    cutAfter: (way, bytes) => void cuts.push({ way, bytes }),
    delay: (milliseconds) => void (wait = milliseconds),
    async close() {
      for (const end of [...open]) end();
      server.close();
      await once(server, 'close');
    },
  };
}
