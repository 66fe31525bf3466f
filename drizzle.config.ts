import { defineConfig } from 'drizzle-kit';

/** `npm run generate` compares the tables with the last migration and writes the next one, if any. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/store/tables/*.ts',
  out: './src/store/migrations',
  breakpoints: true,
});
