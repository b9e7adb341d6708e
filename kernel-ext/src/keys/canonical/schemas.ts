import { types } from 'node:util';
import type { DescribedType } from './described';

interface ZodSchema {
  readonly _zod: { readonly def: object };
  meta?(): unknown;
}

interface OldZodSchema {
  readonly _def: object;
}

/** Schemas and checks of zod 4. What is said of them (`describe`, `meta`) is kept elsewhere, and read by who exports them. */
const zod: DescribedType = {
  name: 'zod.Schema',
  describe: (schema: ZodSchema) => {
    // What a lazy schema stands for, once it was asked.
    const definition = { ...schema._zod.def, _cachedInner: undefined };
    return [definition, schema.meta?.()];
  },
};

/** Schemas of zod 3. */
const oldZod: DescribedType = {
  name: 'zod.Schema 3',
  describe: (schema: OldZodSchema) => schema._def,
};

/**
 * How a schema of a validation library counts: by its definition. What such an object holds beside it is made when it is
 * used for the first time, so that it would count as another one from then on. Undefined for every other object.
 */
export function schemaType(object: object): DescribedType | undefined {
  if (types.isProxy(object)) return undefined;
  if (isObject((object as Partial<ZodSchema>)._zod)) return zod;
  return isObject((object as Partial<OldZodSchema>)._def) && 'safeParse' in object ? oldZod : undefined;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
