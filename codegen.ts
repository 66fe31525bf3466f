import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * `npm run generate`: the operations of src/client/core/operations as typed documents, for every client of ours. Their text
 * and no syntax tree: a browser needs no printer then, which alone would be larger than the whole client.
 */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: 'src/client/core/operations/*.graphql',
  generates: {
    'src/client/core/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      hooks: {
        // A bundler may then leave out the operations that a page does not use.
        beforeOneFileWrite: (_path: string, content: string) =>
          content.replaceAll('= new TypedDocumentString(', '= /*#__PURE__*/ new TypedDocumentString('),
      },
      config: {
        documentMode: 'string',
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
