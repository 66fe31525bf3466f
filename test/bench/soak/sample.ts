import { readdirSync } from 'node:fs';
import type postgres from 'postgres';
import type { Vitals } from '../live/probe.ts';
import type { SoakWorld } from './world.ts';

const mebibyte = 2 ** 20;

/** What is read each minute. Nothing of it should grow for ever; the size of the database grows with the lives. */
export interface Sample {
  readonly heapMb: number;
  /** Of it compiled code. It grows as long as V8 compiles what has become hot, and has an end: the program. */
  readonly codeMb: number;
  /** The rest of it. */
  readonly dataMb: number;
  readonly rssMb: number;
  /** Open files and sockets. Linux only. */
  readonly descriptors: number;
  readonly loopDelayP99Ms: number;
  /** The processor time of the gateway since the last sample. */
  readonly cpuMs: number;
  readonly simulatorHeapMb: number;
  readonly databaseMb: number;
  /** The bytes of all tables with their indexes, for each order. */
  readonly bytesPerLife: number;
  /** The share of rows that vacuum has not removed yet. */
  readonly deadShare: number;
}

/** A table with its indexes, at the end. */
export interface TableSize {
  readonly name: string;
  readonly rows: number;
  readonly deadRows: number;
  readonly mb: number;
}

/** The tables and their sizes, the largest first. */
export async function readTables(sql: postgres.Sql): Promise<readonly TableSize[]> {
  const rows = await sql<{ name: string; rows: number; dead: number; bytes: number }[]>`
    select relname as name, n_live_tup::float8 as rows, n_dead_tup::float8 as dead,
      pg_total_relation_size(relid)::float8 as bytes
    from pg_stat_user_tables order by bytes desc`;
  return rows.map(({ name, rows: count, dead, bytes }) => ({
    name,
    rows: count,
    deadRows: dead,
    mb: bytes / mebibyte,
  }));
}

/** Collects the garbage of both processes first. */
export async function takeSample(
  { gateway, simulator }: SoakWorld,
  sql: postgres.Sql,
  livesCount: number,
): Promise<Sample> {
  const [vitals, simulatorVitals] = await Promise.all([gateway.ask<Vitals>({}), simulator.ask<Vitals>({})]);
  const tables = await readTables(sql);
  const sum = (pick: (table: TableSize) => number) => tables.reduce((total, table) => total + pick(table), 0);
  const [database] = await sql<{ bytes: number }[]>`
    select pg_database_size(current_database())::float8 as bytes`;
  const dead = sum(({ deadRows }) => deadRows);
  return {
    heapMb: vitals.heapBytes / mebibyte,
    codeMb: vitals.codeBytes / mebibyte,
    dataMb: (vitals.heapBytes - vitals.codeBytes) / mebibyte,
    rssMb: vitals.rssBytes / mebibyte,
    descriptors: descriptorsOf(gateway.pid),
    loopDelayP99Ms: vitals.loopDelayP99Ms,
    cpuMs: vitals.cpuMs,
    simulatorHeapMb: simulatorVitals.heapBytes / mebibyte,
    databaseMb: (database?.bytes ?? Number.NaN) / mebibyte,
    bytesPerLife: (sum(({ mb }) => mb) * mebibyte) / livesCount,
    deadShare: dead / (dead + sum(({ rows }) => rows)),
  };
}

function descriptorsOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return Number.NaN;
  }
}
