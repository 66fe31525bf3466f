// One gateway for all test files.
import { startGapura } from '@gapura/testing';

/** @param {{ provide(name: string, value: object): void }} project */
export default async function setup(project) {
  const gapura = await startGapura();
  project.provide('gapura', gapura.addresses);
  return () => gapura.stop();
}
