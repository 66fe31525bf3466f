// Starts a program of src (development, through tsx) or of dist (after `npm ci --omit=dev`, which installs no tsx):
// node run.mjs commands/keys list. Plain JavaScript that an old Node can read too.
const needed = [20, 20];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  process.stderr.write(
    `Gapura GraphQL needs Node ${needed.join('.')} or newer, and this is ${process.versions.node}: install another one.\n`,
  );
  process.exit(78);
}

const [program = 'main'] = process.argv.splice(2, 1);
const isSource = await import('tsx/esm/api').then(
  ({ register }) => register() !== undefined,
  () => false,
);
const address = new URL(isSource ? `./src/${program}.ts` : `./dist/${program}.js`, import.meta.url);
await import(address.href).catch((error) => {
  if (isSource || error.code !== 'ERR_MODULE_NOT_FOUND' || error.url !== address.href) throw error;
  process.stderr.write(
    `There is no dist/${program}.js: run npm run build with the development dependencies first.\n`,
  );
  process.exit(78);
});
