import assert from 'node:assert/strict';
import test from 'node:test';
import { findPython, pythonCommands } from '../lib/python.mjs';

/**
 * A machine with the given Pythons.
 *
 * @param {Record<string, {version: [number, number], venv?: boolean}>} machine
 */
function probe(machine) {
  return async (/** @type {string[]} */ command) => {
    const found = machine[command.join(' ')];
    return found ? { command, executable: `/bin/${command[0]}`, venv: true, ...found } : null;
  };
}

const commands = pythonCommands('linux', {});

test('python3 comes first on Linux, python on Windows, and PYTHON before all', () => {
  assert.deepEqual(commands[0], ['python3']);
  assert.deepEqual(pythonCommands('win32', {}), [['python'], ['py', '-3'], ['python3']]);
  assert.deepEqual(pythonCommands('linux', { PYTHON: '/opt/py' })[0], ['/opt/py']);
});

test('takes the first Python that is new enough', async () => {
  const machine = probe({ python3: { version: [3, 9] }, 'python3.12': { version: [3, 12] } });
  assert.deepEqual((await findPython(commands, machine)).command, ['python3.12']);
});

test('3.10 is new enough although 10 sorts before 9 as text', async () => {
  const machine = probe({ python3: { version: [3, 10] } });
  assert.deepEqual((await findPython(commands, machine)).version, [3, 10]);
});

test('says which Pythons were too old', async () => {
  const machine = probe({ python3: { version: [3, 8] } });
  await assert.rejects(findPython(commands, machine), {
    name: 'Advice',
    message: /\/bin\/python3 is 3\.8/,
    advice: /Install Python 3\.10 or newer/,
  });
});

test('says which package gives venv on Debian', async () => {
  const machine = probe({ python3: { version: [3, 11], venv: false } });
  await assert.rejects(findPython(commands, machine), { advice: /apt-get install python3\.11-venv/ });
});

test('says that there is none', async () => {
  await assert.rejects(findPython(commands, probe({})), { message: /found none/ });
});

test('probes a real Python', async () => {
  const python = await findPython();
  assert.ok(python.version[0] === 3 && python.version[1] >= 10);
});
