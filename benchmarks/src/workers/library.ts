import { createRequire } from 'node:module';
import { inRepository } from '../paths.ts';

/** Loads the very packages that the library uses, and modules of its build: `built('store/session')`. */
export const requireAsLibrary = createRequire(inRepository('kernel-ext', 'package.json'));

/** A module of the built library, by its place in dist/. */
export const built = (name: string): any => requireAsLibrary(inRepository('kernel-ext', 'dist', `${name}.js`));
