import type { CodegenConfig } from '@graphql-codegen/cli';

export const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: 'src/**/*.graphql',
  generates: {
    'src/gateway/': {
      preset: 'client',
      config: {
        strictScalars: true,
        useTypeImports: true,
        scalars: {
          ID: 'string',
          Rupiah: { input: 'string | number', output: 'string' },
          DateTime: 'string',
          PayMethod: 'string',
          PayOption: 'string',
          Url: 'string',
        },
      },
    },
  },
};
