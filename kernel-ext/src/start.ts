import { join } from 'node:path';
import { requireCached } from './code-cache';
import { dataFolder } from './store/location';

// What `require('tslab-memory')` gives is the library in one file, made of index.ts.
module.exports = requireCached(join(__dirname, 'library.js'), require, join(dataFolder(), 'compiled'));
