// Import, wrap, first hit, as compiled cells of a fresh kernel would. Prints how long that took.
const started = process.hrtime.bigint();
const { runInThisContext } = require('node:vm');
const { createRequire } = require('node:module');

globalThis.__tslab__ = { exports: {}, require: createRequire(`${process.cwd()}/src.js`) };
runInThisContext(`(function(exports, require) { Object.defineProperty(exports, "__esModule", { value: true });
exports.cached = exports.work = void 0;
const tslab_memory_1 = require("tslab-memory");
function work(n) {
    return { n, square: n * n, label: \`number \${n}\` };
}
exports.work = work;
const cached = tslab_memory_1.memory.cache(work);
exports.cached = cached;
cached(7);
})(__tslab__.exports, __tslab__.require)`);
process.stdout.write(`${JSON.stringify({ nanoseconds: Number(process.hrtime.bigint() - started) })}\n`);
