import type { InputIssue, InputRule } from '../../use-cases/outcomes.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { languageArgs } from '../schema/language.ts';
import { inputMessage } from './input-messages.ts';
import { problemObject } from './problem.ts';

const InputRuleEnum = describedEnum<InputRule['rule']>(
  'InputRule',
  'The rule that a value breaks, for programs. More may be added.',
  {
    REQUIRED: 'The value is required here.',
    BLANK: 'The text holds white space only, or nothing.',
    TOO_LONG: 'The text has more characters than allowed.',
    TOO_MANY: 'The list has more entries than allowed.',
    CONTROL_CHARACTER: 'The text holds a control character, such as a line break.',
    REFERENCE_ALPHABET: 'References are written with A-Z a-z 0-9 _ - . / only.',
    TOO_LONG_FOR_QRIS: 'QRIS limits references to 25 characters.',
    STORE_REQUIRED_FOR_QRIS: 'QRIS needs externalStoreId.',
    PHONE_REQUIRED: 'Cards and e-wallets need phoneNumber.',
    PHONE_FORMAT: 'The text is no phone number.',
    PAY_METHOD_REQUIRED: 'payOption is given without payMethod.',
    PAY_OPTION_REQUIRED: 'This payMethod needs a payOption.',
    HOSTED_PAGE_ONLY: "Only DANA's hosted page knows this; leave it out where payMethod is given.",
    EXPIRES_TOO_SOON: 'expiresAt is in the past or too near.',
    EXPIRES_TOO_LATE: 'expiresAt is too far ahead.',
    RETURN_URL_NOT_ALLOWED: 'returnUrl is not on the allow-list.',
    AMOUNT_TOO_LARGE: 'The amount is larger than allowed.',
    IP_ADDRESS: 'The text is no IP address.',
    EMAIL: 'The text is no e-mail address.',
    NUMBER_FORMAT: 'The text is no number.',
    PAGE_SIZE: 'The page is larger than allowed.',
    DUPLICATE: 'The value appears more than once.',
  },
);

const InputIssueRef = builder.objectRef<InputIssue>('InputIssue').implement({
  description: 'One value of the input that is not allowed.',
  fields: (t) => ({
    path: t.stringList({
      description: 'Where the value stands, as in the input, e.g. ["goods", "0", "price"].',
      resolve: ({ path }) => [...path],
    }),
    rule: t.field({
      type: InputRuleEnum,
      description: 'The rule that it breaks, for programs.',
      resolve: ({ rule }) => rule,
    }),
    message: t.string({
      description: 'What is wrong with it, for people.',
      args: languageArgs,
      resolve: (issue, { language }) => inputMessage(issue, language ?? 'EN'),
    }),
  }),
});

export const InvalidInputRef = problemObject(
  'InvalidInput',
  'Values that parse and are not allowed. Nothing was recorded and nothing was sent to DANA.',
  (t) => ({
    issues: t.field({
      type: [InputIssueRef],
      description: 'Every value that is not allowed, not only the first.',
      resolve: ({ issues }) => [...issues],
    }),
  }),
);
