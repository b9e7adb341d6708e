/**
 * `npm run setup`: brings everything that `npm start` and `npm test` need up to date.
 */
import { main, say, setUp } from './lib/setup.mjs';

await main(async () => {
  await setUp(say);
  return 0;
});
