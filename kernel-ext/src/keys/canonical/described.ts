/** A type of the platform whose content is hidden, but told by a plain value. */
export interface DescribedType {
  readonly name: string;
  describe(object: never): unknown;
}

const ofGlobal: Readonly<Record<string, (object: never) => unknown>> = {
  Headers: (headers: Headers) => [...headers],
  FormData: (form: FormData) => [...form],
  DOMException: ({ name, message, code }: DOMException) => [name, message, code],
  TextEncoder: () => null,
  TextDecoder: ({ encoding, fatal, ignoreBOM }: InstanceType<typeof TextDecoder>) => [encoding, fatal, ignoreBOM],
};

/** The description of a type by its class; undefined for classes that are read like any other. */
export function describedType(constructor: Function): DescribedType | undefined {
  const { name } = constructor;
  const describe = Object.hasOwn(ofGlobal, name) ? ofGlobal[name] : undefined;
  if (describe !== undefined && constructor === (globalThis as Record<string, unknown>)[name])
    return { name, describe };
  if (isMemberOf(Intl, constructor)) {
    return {
      name: `Intl.${name}`,
      describe: name === 'Locale' ? String : (object: Intl.NumberFormat) => object.resolvedOptions(),
    };
  }
  const { Temporal } = globalThis as { Temporal?: object };
  return Temporal && isMemberOf(Temporal, constructor) ? { name: `Temporal.${name}`, describe: String } : undefined;
}

function isMemberOf(namespace: object, constructor: Function): boolean {
  return Object.getOwnPropertyDescriptor(namespace, constructor.name)?.value === constructor;
}
