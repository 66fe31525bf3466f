/** An answer in SNAP's form. The first three digits of its code are the HTTP status, 56 is Finish Notify. */
export interface SnapAnswer {
  readonly status: number;
  readonly responseCode: string;
  readonly responseMessage: string;
}

/**
 * What a Finish Notify can be answered with. 2005600 and 5005601 are documented by DANA; the others follow SNAP's
 * list of codes and matter only for reading them in a log: DANA repeats on everything that is not 2005600.
 */
export const snapAnswers = {
  successful: { status: 200, responseCode: '2005600', responseMessage: 'Successful' },
  methodNotAllowed: {
    status: 405,
    responseCode: '4055600',
    responseMessage: 'Requested Function Is Not Supported',
  },
  tooLarge: { status: 413, responseCode: '4135600', responseMessage: 'Bad Request' },
  signatureMissing: {
    status: 400,
    responseCode: '4005602',
    responseMessage: 'Invalid Mandatory Field X-SIGNATURE',
  },
  timestampMissing: {
    status: 400,
    responseCode: '4005602',
    responseMessage: 'Invalid Mandatory Field X-TIMESTAMP',
  },
  invalidSignature: {
    status: 401,
    responseCode: '4015600',
    responseMessage: 'Unauthorized. Invalid Signature',
  },
  internalServerError: { status: 500, responseCode: '5005601', responseMessage: 'Internal Server Error' },
} as const satisfies Record<string, SnapAnswer>;
