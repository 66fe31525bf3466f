import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printSchema } from 'graphql';
import { schema } from '../graphql/schema.ts';

/** `npm run generate`: the schema as text, in the order in which the code declares it. */
writeFileSync(join(import.meta.dirname, '../../schema.graphql'), `${printSchema(schema)}\n`);
