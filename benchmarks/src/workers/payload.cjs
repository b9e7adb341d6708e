// After a restart: import and wrap, then the time of one call that gives an array of the bytes named in the first argument.
const { runInThisContext } = require('node:vm');
const { createRequire } = require('node:module');

globalThis.__tslab__ = { exports: {}, require: createRequire(`${process.cwd()}/src.js`) };
const cell = (code) =>
  runInThisContext(`(function(exports, require) { ${code}\n})(__tslab__.exports, __tslab__.require)`);
cell(`Object.defineProperty(exports, "__esModule", { value: true });
exports.cached = exports.work = void 0;
const tslab_memory_1 = require("tslab-memory");
function work(size) {
    return new Float64Array(size / 8).fill(0.5);
}
exports.work = work;
const cached = tslab_memory_1.memory.cache(work);
exports.cached = cached;`);

const { cached } = globalThis.__tslab__.exports;
const size = Number(process.argv[2]);
const started = process.hrtime.bigint();
const samples = cached(size);
const nanoseconds = Number(process.hrtime.bigint() - started);
let sum = 0;
for (let i = 0; i < samples.length; i++) sum += samples[i];
if (sum !== samples.length / 2) throw new Error('The array is not what it was.');
const peakBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(`${JSON.stringify({ nanoseconds, peakBytes })}\n`);
