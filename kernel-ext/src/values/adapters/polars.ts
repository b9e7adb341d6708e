import type { ValueAdapter } from './adapter';
import { isLoaded, userModule } from './user-module';

const PACKAGE = 'nodejs-polars';

interface Frame {
  writeIPC(): Buffer;
  getColumn(name: string): Series;
}

interface Series {
  readonly name: string;
  toFrame(): Frame;
}

interface Polars {
  DataFrame: { isDataFrame(value: unknown): boolean };
  Series: { isSeries(value: unknown): boolean };
  readIPC(bytes: Buffer): Frame;
}

const polars = (): Polars | undefined => userModule(PACKAGE) as unknown as Polars | undefined;

// Its objects are proxies or of no class, so that only the library knows them; it is not loaded just to ask.
const asks = (question: (library: Polars) => boolean): boolean => {
  const library = isLoaded(PACKAGE) ? polars() : undefined;
  return library !== undefined && question(library);
};

const toBuffer = (data: unknown): Buffer => {
  const { buffer, byteOffset, byteLength } = data as Uint8Array;
  return Buffer.from(buffer, byteOffset, byteLength);
};

/** Frames of nodejs-polars, as Arrow IPC. */
const frame: ValueAdapter = {
  name: `${PACKAGE}:frame`,
  recognises: (value) => asks(({ DataFrame }) => DataFrame.isDataFrame(value)),
  encode: (value) => (value as Frame).writeIPC(),
  decode: (data) => polars()?.readIPC(toBuffer(data)),
};

/** Series of nodejs-polars, as the only column of a frame. */
const series: ValueAdapter = {
  name: `${PACKAGE}:series`,
  recognises: (value) => asks(({ Series }) => Series.isSeries(value)),
  encode: (value) => ({ name: (value as Series).name, ipc: (value as Series).toFrame().writeIPC() }),
  decode(data) {
    const { name, ipc } = data as { name: string; ipc: Buffer };
    return polars()?.readIPC(toBuffer(ipc)).getColumn(name);
  },
};

/** What nodejs-polars makes. */
export const polarsAdapters: readonly ValueAdapter[] = [frame, series];
