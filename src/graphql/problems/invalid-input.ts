import type { InputIssue, InputRule } from '../../use-cases/outcomes.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { languageArgs } from '../schema/language.ts';
import { inputMessage } from './input-messages.ts';
import { problemObject } from './problem.ts';

const InputRuleEnum = describedEnum<InputRule['rule']>(
  'InputRule',
  'The rule that a value breaks, for programs. More rules may be added.',
  {
    REQUIRED: 'The value is required.',
    BLANK: 'The text is empty or contains only white space.',
    TOO_LONG: 'The text has more characters than allowed.',
    TOO_MANY: 'The list has more entries than allowed.',
    CONTROL_CHARACTER: 'The text contains a control character, such as a line break.',
    REFERENCE_ALPHABET: 'A reference may contain only A-Z a-z 0-9 _ - . / characters.',
    TOO_LONG_FOR_QRIS: 'QRIS limits references to 25 characters.',
    STORE_REQUIRED_FOR_QRIS: 'QRIS requires externalStoreId.',
    PHONE_REQUIRED: 'Cards and e-wallets require phoneNumber.',
    PHONE_FORMAT: 'The text is not a phone number.',
    PAY_METHOD_REQUIRED: 'payOption requires payMethod.',
    PAY_OPTION_REQUIRED: 'This payMethod requires a payOption.',
    HOSTED_PAGE_ONLY: "The value applies only to DANA's hosted page. Omit it if payMethod is given.",
    EXPIRES_TOO_SOON: 'expiresAt is in the past or too soon.',
    EXPIRES_TOO_LATE: 'expiresAt is too far ahead.',
    RETURN_URL_NOT_ALLOWED: 'The URL to which the payer would be led is not on the allow-list.',
    AMOUNT_TOO_LARGE: 'The amount is larger than allowed.',
    IP_ADDRESS: 'The text is not an IP address.',
    EMAIL: 'The text is not an e-mail address.',
    NUMBER_FORMAT: 'The text is not a number.',
    PAGE_SIZE: 'The page is larger than allowed.',
    DUPLICATE: 'The value appears more than once.',
    NOT_FOR_THIS_FACT: 'The attested fact has no such value. Omit it.',
    FILE_HASH: 'The text is not a SHA-256 hash of 64 hexadecimal digits in lower case.',
    CANNOT_BE_SENT: 'DANA would never accept a request with this value.',
  },
);

const InputIssueRef = builder.objectRef<InputIssue>('InputIssue').implement({
  description: 'One value in the input that is not allowed.',
  fields: (t) => ({
    path: t.stringList({
      description: 'The path of the value in the input, for example ["goods", "0", "price"].',
      resolve: ({ path }) => [...path],
    }),
    rule: t.field({
      type: InputRuleEnum,
      description: 'The rule that the value breaks, for programs.',
      resolve: ({ rule }) => rule,
    }),
    message: t.string({
      description: 'An explanation for people.',
      args: languageArgs,
      resolve: (issue, { language }) => inputMessage(issue, language ?? 'EN'),
    }),
  }),
});

export const InvalidInputRef = problemObject(
  'InvalidInput',
  'Some values have the right format but are not allowed. Nothing was recorded, and nothing was sent to DANA.',
  (t) => ({
    issues: t.field({
      type: [InputIssueRef],
      description: 'All values that are not allowed, not only the first.',
      resolve: ({ issues }) => [...issues],
    }),
  }),
);
