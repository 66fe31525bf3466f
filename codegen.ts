import type { CodegenConfig } from '@graphql-codegen/cli';

/** `npm run generate`: the operations of src/client/operations as typed documents, for every client of ours. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: 'src/client/operations/*.graphql',
  generates: {
    'src/client/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        importExtension: '.ts',
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        defaultScalarType: 'unknown',
        scalars: {
          DateTime: 'string',
          ID: 'string',
          PayMethod: 'string',
          PayOption: 'string',
          Rupiah: { input: 'string | number', output: 'string' },
          Url: 'string',
        },
      },
    },
  },
};

export default config;
