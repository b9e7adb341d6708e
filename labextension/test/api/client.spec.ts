import { ServerConnection } from '@jupyterlab/services';

import { MemoryClient } from '../../src/api/client';
import { noteServerTime, serverNow } from '../../src/clock';
import { CHANGE_LIMIT, READ_LIMIT } from '../../src/api/timelimit';

const STORE = 'aaaaaaaaaaaaaaaa';

/** A request without its signal: jsdom's signals are none to Node.js. */
class SignallessRequest extends Request {
  constructor(url: string | URL | Request, init: RequestInit = {}) {
    super(url, { ...init, signal: null });
  }
}

describe('MemoryClient', () => {
  let requests: Request[];
  let answer: () => Response | Promise<Response>;
  let client: MemoryClient;

  beforeEach(() => {
    requests = [];
    client = new MemoryClient(
      ServerConnection.makeSettings({
        baseUrl: 'http://localhost:8888/user/ada/',
        init: { cache: 'default' },
        Request: SignallessRequest,
        fetch: (request) => {
          requests.push(request as Request);
          return Promise.resolve(answer());
        },
      }),
    );
  });

  const json = (body: unknown, init: ResponseInit = {}): (() => Response) => {
    return () => new Response(JSON.stringify(body), init);
  };

  it('asks below the base URL of the server', async () => {
    answer = json({ stores: [] }, { headers: { ETag: '"7"' } });
    expect(await client.overview(null)).toEqual({ overview: { stores: [] }, etag: '"7"' });
    expect(requests[0]?.url).toBe('http://localhost:8888/user/ada/tslab-memory/api/overview');
  });

  it('names the version it has, and takes 304 for an answer', async () => {
    answer = () => new Response(null, { status: 304 });
    expect(await client.overview('"7"')).toBeNull();
    expect(requests[0]?.headers.get('If-None-Match')).toBe('"7"');
  });

  it('asks for a page, with the filter as it was typed', async () => {
    const page = { entries: [], total: 0, offset: 200, limit: 100 };
    answer = json(page);
    const query = { offset: 200, limit: 100, sort: 'bytes', order: 'asc', filter: "a&b=c 'x'" } as const;
    expect(await client.entries(STORE, 3, query)).toEqual(page);
    const url = new URL(requests[0]?.url ?? '');
    expect(url.pathname).toBe(`/user/ada/tslab-memory/api/stores/${STORE}/functions/3/entries`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      limit: '100',
      offset: '200',
      sort: 'bytes',
      order: 'asc',
      filter: "a&b=c 'x'",
    });
  });

  it('searches all stores in one request, and goes on where it is told', async () => {
    answer = json({ functions: [], searched: 0, next: null });
    await client.search("a&b=c 'x'", null);
    await client.search('b', 'aaaaaaaaaaaaaaaa.12');
    const [first, second] = requests.map(({ url }) => new URL(url));
    expect(first?.pathname).toBe('/user/ada/tslab-memory/api/search');
    expect(Object.fromEntries(first?.searchParams ?? [])).toEqual({ text: "a&b=c 'x'" });
    expect(Object.fromEntries(second?.searchParams ?? [])).toEqual({ text: 'b', after: 'aaaaaaaaaaaaaaaa.12' });
  });

  it.each([
    ['an entry', () => client.clearEntry(STORE, 'f00'), `stores/${STORE}/entries/f00`],
    ['a function', () => client.clearFunction(STORE, 3), `stores/${STORE}/functions/3/entries`],
    ['a store', () => client.clearStore(STORE), `stores/${STORE}/entries`],
  ])('clears %s', async (_, clear, path) => {
    answer = json({ entries: 1, bytes: 2 });
    expect(await clear()).toEqual({ entries: 1, bytes: 2 });
    expect(requests[0]?.method).toBe('DELETE');
    expect(requests[0]?.url).toBe(`http://localhost:8888/user/ada/tslab-memory/api/${path}`);
  });

  it('trusts a store', async () => {
    answer = json({ entries: 3 });
    expect(await client.trust(STORE)).toEqual({ entries: 3 });
    expect(requests[0]?.method).toBe('POST');
    expect(requests[0]?.url).toBe(`http://localhost:8888/user/ada/tslab-memory/api/stores/${STORE}/trust`);
  });

  it('asks for the part of a value that is wanted, and tells how much there is', async () => {
    answer = () => new Response('abc', { status: 206, headers: { 'Content-Range': 'bytes 100-102/5000' } });
    const { bytes, total } = await client.payload(STORE, 'f'.repeat(64), 3, 100);
    expect(requests[0]?.headers.get('Range')).toBe('bytes=100-102');
    expect([bytes.length, total]).toEqual([3, 5000]);
  });

  it('learns the time of the server from its answers', async () => {
    const at = Date.UTC(2020, 1, 1);
    answer = json({ stores: [] }, { headers: { Date: new Date(at).toUTCString() } });
    await client.overview(null);
    expect(serverNow() - at).toBeLessThan(60_000);
    noteServerTime(new Date().toUTCString());
  });

  it('says that the server is offline when there is no answer', async () => {
    answer = () => Promise.reject(new TypeError('Failed to fetch'));
    await expect(client.overview(null)).rejects.toMatchObject({ kind: 'offline' });
  });

  describe('when there is no answer for long', () => {
    beforeEach(() => jest.useFakeTimers());
    afterEach(() => jest.useRealTimers());

    const never = (): Promise<never> => new Promise(() => undefined);

    it.each([
      ['the answer does not begin', never],
      ['the answer does not end', () => Object.assign(new Response('{}'), { json: never, arrayBuffer: never })],
    ])('says that the server is slow: %s', async (_, given) => {
      answer = given;
      const said = [client.overview(null), client.search('b', null), client.payload(STORE, 'f00', 1)].map((late) =>
        expect(late).rejects.toMatchObject({ kind: 'slow' }),
      );
      await jest.advanceTimersByTimeAsync(READ_LIMIT + 1);
      await Promise.all(said);
    });

    it('waits longer for what changes a store', async () => {
      answer = never;
      let isOver = false;
      const clearing = client.clearStore(STORE).catch(() => (isOver = true));
      await jest.advanceTimersByTimeAsync(READ_LIMIT + 1);
      expect(isOver).toBe(false);
      await jest.advanceTimersByTimeAsync(CHANGE_LIMIT);
      await clearing;
      expect(isOver).toBe(true);
    });
  });

  it('says that the extension is missing when the server does not know the address', async () => {
    answer = () => new Response('<html>404</html>', { status: 404 });
    await expect(client.overview(null)).rejects.toMatchObject({ kind: 'missing' });
  });

  it('tells a store that is gone from an extension that is missing', async () => {
    answer = json({ message: 'There is no such store.', reason: 'store_not_found' }, { status: 404 });
    await expect(client.clearStore(STORE)).rejects.toMatchObject({
      kind: 'server',
      reason: 'store_not_found',
      message: 'There is no such store.',
    });
  });

  it('says that it is forbidden', async () => {
    answer = json({ message: 'You are not logged in.', reason: 'forbidden' }, { status: 403 });
    await expect(client.overview(null)).rejects.toMatchObject({ kind: 'forbidden', status: 403 });
  });

  it('has words even when the answer has none', async () => {
    answer = () => new Response('', { status: 502, statusText: 'Bad Gateway' });
    await expect(client.overview(null)).rejects.toMatchObject({ kind: 'server', message: '502 Bad Gateway' });
  });
});
