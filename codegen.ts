import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * A step of `npm run generate`: makes typed documents of src/client/core/operations, for all our clients. A document
 * is text, not a syntax tree, because a browser would need graphql-js's printer to send a tree, and the printer alone
 * is larger than our whole client.
 */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: 'src/client/core/operations/**/*.graphql',
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
