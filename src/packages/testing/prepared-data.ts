import { createHash, createPrivateKey, generateKeyPair } from 'node:crypto';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { drawSecrets } from '../../gateway/embedded.ts';
import { findPostgresPrograms, postgresVersion } from '../../store/embedded/binaries.ts';
import { findFreePort, give, makePrivateFolder } from '../../store/embedded/cluster.ts';
import { startEmbeddedPostgres } from '../../store/embedded/embedded-postgres.ts';
import { migrateDatabase } from '../../store/postgres/migrate-database.ts';
import { knownMigrations } from '../../store/postgres/migrations.ts';
import { copyTree, type TreeSize } from './copy-tree.ts';

/** Raised when the contents of a template change although nothing changed that its name is made of. */
const layout = 1;
/** What `startEmbeddedPostgres` makes in the folder of a database. */
const clusterFolder = 'server';
/** Where the simulator keeps its key; it draws one if it finds none. */
const simulatorKeyFile = 'simulator/notify-private-key.pem';
/** RSA keys take a second of processor together. Those of a simulated DANA protect nothing. */
const keyFiles = ['gateway-key.pem', 'simulator-key.pem'] as const;
/** Written last: a template without it, or with another size, is not one. */
const sizeFile = 'size.json';
/** Templates of other versions that nobody used for this time are removed. */
const unusedMaxMs = 30 * 24 * 60 * 60_000;

/**
 * A database that a test throws away needs to survive no power failure. No other setting of the gateway's Postgres
 * differs.
 */
const throwawaySettings = ['fsync = off', 'full_page_writes = off'];

/**
 * Fills the empty data folder of a gateway with what costs a start most of its time: a migrated database and RSA keys, as
 * this machine made them at its first start and keeps them in the user's cache folder. Server keys and secrets are drawn
 * anew. What is kept is used only if it is complete. If there is nothing and nothing can be made, the folder stays empty,
 * and the start makes everything itself.
 */
export async function prepareData(dataDir: string, cacheFolder = userCacheFolder()): Promise<void> {
  const template = join(cacheFolder, await templateName());
  try {
    if (await copyTemplate(template, dataDir)) return;
    await makeTemplate(template);
    await copyTemplate(template, dataDir);
  } catch {
    // A read-only home, a full disk: the start takes longer, and whatever is really wrong fails there, with words.
    await rm(join(dataDir, 'postgres', clusterFolder), { recursive: true, force: true });
  }
}

/** Where programs of this user may keep what they can make again. */
function userCacheFolder(): string {
  // biome-ignore lint/style/noProcessEnv: where this user's cache is, and nothing else.
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const byPlatform: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(homedir(), 'Library/Caches'),
    win32: LOCALAPPDATA ?? join(homedir(), 'AppData/Local'),
  };
  const caches = byPlatform[process.platform] ?? (XDG_CACHE_HOME || join(homedir(), '.cache'));
  return join(caches, 'gapura-testing');
}

/** Whatever a cluster depends on is part of its name: its Postgres, the platform, and every migration. */
async function templateName(): Promise<string> {
  const parts = [layout, await postgresVersion(), process.arch, knownMigrations().map(({ hash }) => hash)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

/** False if there is no complete template; what is left of one is removed. */
async function copyTemplate(template: string, dataDir: string): Promise<boolean> {
  const size = await readFile(join(template, sizeFile), 'utf8').catch(() => null);
  if (size === null) return false;
  const folder = join(dataDir, 'postgres');
  await makePrivateFolder(folder);
  const programs = await findPostgresPrograms(folder, join(folder, 'postgres.log'));
  await give(folder, programs);
  const target = join(folder, clusterFolder);
  const [copied, gatewayKey, simulatorKey] = await Promise.all([
    copyTree(join(template, clusterFolder), target, (path) => give(path, programs)),
    ...keyFiles.map((file) => readKey(join(template, file))),
  ]);
  const isComplete = JSON.stringify(copied) === size;
  if (!isComplete || !gatewayKey || !simulatorKey) {
    await Promise.all([target, template].map((path) => rm(path, { recursive: true, force: true })));
    return false;
  }
  // As `openCluster` writes it: gateways that start together must not all want the same port.
  await writeFile(join(target, 'port'), String(await findFreePort()), { mode: 0o600 });
  await appendFile(join(target, 'data/postgresql.conf'), `\n${throwawaySettings.join('\n')}\n`);
  await drawSecrets(dataDir, gatewayKey);
  await mkdir(join(dataDir, 'simulator'));
  await writeFile(join(dataDir, simulatorKeyFile), simulatorKey, { mode: 0o600 });
  const now = new Date();
  await utimes(template, now, now);
  return true;
}

/** Null if the file is no private key. */
async function readKey(file: string): Promise<string | null> {
  try {
    const pem = await readFile(file, 'utf8');
    createPrivateKey(pem);
    return pem;
  } catch {
    return null;
  }
}

/**
 * Makes a template under another name and renames it once it is complete and its Postgres has stopped. Of processes that
 * start together each makes its own, and the first rename wins.
 */
async function makeTemplate(template: string): Promise<void> {
  await mkdir(dirname(template), { recursive: true });
  const unfinished = await mkdtemp(join(dirname(template), 'making-'));
  try {
    const postgres = await startEmbeddedPostgres({ dataDir: unfinished });
    try {
      await migrateDatabase(postgres.url);
    } finally {
      await postgres.leave();
    }
    for (const file of keyFiles) {
      const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
      await writeFile(join(unfinished, file), pem, { mode: 0o600, flush: true });
    }
    const size = JSON.stringify(await sizeOf(join(unfinished, clusterFolder)));
    await writeFile(join(unfinished, sizeFile), size, { flush: true });
    await rename(unfinished, template).catch((error: NodeJS.ErrnoException) => {
      // Another start was faster; its template is as good.
      if (!takenCodes.has(error.code)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  await removeUnused(dirname(template));
}

/** What renaming a folder to the name of another fails with; EPERM on Windows. */
const takenCodes = new Set<string | undefined>(['ENOTEMPTY', 'EEXIST', 'EPERM']);

async function sizeOf(folder: string): Promise<TreeSize> {
  let filesCount = 0;
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    filesCount += 1;
    bytes += (await stat(join(entry.parentPath, entry.name))).size;
  }
  return { filesCount, bytes };
}

/** Templates of versions that are no longer installed, and those whose making was killed. */
async function removeUnused(cacheFolder: string): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    const path = join(cacheFolder, name);
    const usedAtMs = (await stat(path).catch(() => null))?.mtimeMs ?? Date.now();
    if (Date.now() - usedAtMs > unusedMaxMs)
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
