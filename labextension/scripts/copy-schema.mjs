// JupyterLab finds settings by file name: the schema of the plugin `tslab-memory-panel:panel` is `panel.json`.
import { copyFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const folder = new URL('../schema/', import.meta.url);
await mkdir(folder, { recursive: true });
await copyFile(
  fileURLToPath(new URL('../../schema/plugin.json', import.meta.url)),
  fileURLToPath(new URL('panel.json', folder)),
);
