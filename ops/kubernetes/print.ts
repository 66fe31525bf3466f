import { parseArgs } from 'node:util';
import { manifestsOf } from './manifests.ts';

/** `npm run manifests`: prints the objects for `kubectl apply -f -`, as JSON, which is YAML too. */
const { values } = parseArgs({
  options: {
    image: { type: 'string', default: 'gapura-graphql:latest' },
    replicas: { type: 'string', default: '2' },
    'config-map': { type: 'string', default: 'gapura' },
    secret: { type: 'string', default: 'gapura' },
  },
});
const items = manifestsOf({
  image: values.image,
  replicasCount: Number(values.replicas),
  configMap: values['config-map'],
  secret: values.secret,
});
console.log(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }, null, 2));
