import assert from 'node:assert/strict';
import test from 'node:test';
import { chromiumCandidates } from '../lib/chromium.mjs';

test('CHROMIUM_PATH comes first, then chromium before chrome on every folder of the PATH', () => {
  const env = { CHROMIUM_PATH: '/opt/mine', PATH: '/usr/bin:/bin' };
  const found = chromiumCandidates('linux', env);
  assert.deepEqual(found.slice(0, 3), ['/opt/mine', '/usr/bin/chromium', '/bin/chromium']);
  assert.ok(found.indexOf('/bin/chromium') < found.indexOf('/usr/bin/google-chrome'));
});

test('looks among the applications of macOS', () => {
  assert.ok(chromiumCandidates('darwin', {}).includes('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'));
});

test('looks in the program folders of Windows', () => {
  assert.deepEqual(chromiumCandidates('win32', { PROGRAMFILES: 'C:\\Program Files' }), [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files\\Chromium\\Application\\chrome.exe',
  ]);
});
