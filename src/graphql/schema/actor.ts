import type { Actor, ActorKind } from '../../domain/actor.ts';
import { builder } from './builder.ts';
import { describedEnum } from './described-enum.ts';

const ActorKindEnum = describedEnum<ActorKind>('ActorKind', 'The kinds of actors. More may be added.', {
  SERVER_KEY: "A merchant's server, with its server key.",
  CLIENT_TOKEN: 'A payer, with the client token of an order.',
  CHECKOUT_TOKEN: 'A payer, with the token of a checkout.',
  GATEWAY: 'The gateway itself.',
  DANA: 'DANA.',
  OPERATOR: 'A person who operates the gateway, with a key of their own or a command.',
});

export const ActorRef = builder.objectRef<Actor>('Actor').implement({
  description: 'Who caused something.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ActorKindEnum, description: 'The kind of the actor.' }),
    id: t.exposeID('id', {
      nullable: true,
      description:
        'The id of the server key, as `npm run keys -- list` shows it, of the person, or of the order or checkout of the token.',
    }),
    name: t.exposeString('name', {
      nullable: true,
      description:
        "The operator's name for the server key, for example shop-backend, or the name of the person.",
    }),
  }),
});
