import { expect } from '@open-wc/testing';
import { paths } from '../../src/protocol/index.ts';
import { createPageBackend, type PageBackend } from './page-backend.ts';

describe('the backend in the page', () => {
  let backend: PageBackend;

  beforeEach(async () => {
    backend = await createPageBackend();
  });

  afterEach(() => backend.close());

  it('carries a message from one person to another', async () => {
    const sent = await backend.send('ana', 'maya', 'Good morning');
    const { conversations } = await backend.call<{ conversations: { id: string; unread: number }[] }>(
      'maya',
      'GET',
      paths.conversations(),
    );
    expect(conversations).to.have.lengthOf(1);
    expect(conversations[0]!.unread).to.equal(1);
    expect(sent.text).to.equal('Good morning');
  });

  it('gives every test a practice of its own', async () => {
    const { conversations } = await backend.call<{ conversations: unknown[] }>(
      'maya',
      'GET',
      paths.conversations(),
    );
    expect(conversations).to.deep.equal([]);
  });

  it('breaks a stream off when it is aborted, and when the network goes', async () => {
    const headers = { authorization: `Bearer ${await backend.token('maya')}` };
    const leaving = new AbortController();
    const aborted = await backend.fetch(`${backend.url}${paths.events()}`, {
      headers,
      signal: leaving.signal,
    });
    const cut = await backend.fetch(`${backend.url}${paths.events()}`, { headers });
    const end = async (response: Response): Promise<string> => {
      const reader = response.body!.getReader();
      try {
        while (!(await reader.read()).done);
        return 'it ended';
      } catch (error) {
        return (error as Error).name;
      }
    };
    const ends = [end(aborted), end(cut)];
    leaving.abort();
    expect(await ends[0]).to.equal('AbortError');
    backend.offline = true;
    expect(await ends[1]).to.equal('TypeError');
    const failure = await backend.fetch(backend.url).catch((error: Error) => error.name);
    expect(failure).to.equal('TypeError');
  });
});
