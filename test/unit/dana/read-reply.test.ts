import { describe, expect, it } from 'vitest';
import { readReply } from '../../../src/dana/answers/read-reply.ts';
import { reply, unknown } from './replies.ts';

describe('an answer, whatever the operation', () => {
  it.each([
    ['an HTML page', 502, '<html>Bad Gateway</html>'],
    ['an HTML page with a good status', 200, '<html>Maintenance</html>'],
    ['an HTML page with a refusing status', 403, '<html>Forbidden</html>'],
    ['nothing', 200, ''],
    ['null', 200, 'null'],
    ['a list', 200, '[{"responseCode":"2005400"}]'],
    ['a text', 200, '"2005400"'],
    ['JSON that was cut off', 200, '{"responseCode":"2005400","resp'],
    ['an object without a code', 200, '{}'],
    ['a code that is a number', 200, '{"responseCode":2005400}'],
    ['a code of another length', 200, '{"responseCode":"20054000"}'],
    ['a code with a letter', 200, '{"responseCode":"200540O"}'],
  ])('is unknown where it is %s', (_, httpStatus, body) => {
    expect(reply('createOrder', httpStatus, body)).toEqual(unknown(/without an answer in SNAP form/));
  });

  it.each([
    [200, '4035405'],
    [403, '2005400'],
    [500, '4035405'],
    [200, '5005401'],
    [404, '4005401'],
    [202, '2005400'],
  ])('is unknown where HTTP says %s and the body %s', (httpStatus, responseCode) => {
    expect(
      reply('createOrder', httpStatus, { responseCode, responseMessage: 'Invalid Field Format amount' }),
    ).toEqual(unknown(new RegExp(responseCode)));
  });

  it('carries DANA’s words where it is a refusal, cut to SNAP’s length', () => {
    const refused = reply('createOrder', 403, { responseCode: '4035405', responseMessage: 'x'.repeat(500) });
    expect(refused).toEqual({
      kind: 'declined',
      responseCode: '4035405',
      responseMessage: 'x'.repeat(150),
      reason: 'OTHER',
    });
    expect(reply('createOrder', 403, { responseCode: '4035405' })).toMatchObject({ responseMessage: '' });
  });

  it('tells our fault, and what is still under way, from what is merely unknown', () => {
    expect(reply('refundOrder', 401, { responseCode: '4015800', responseMessage: 'Unauthorized.' })).toEqual(
      unknown(/4015800 Unauthorized\./, { isOurFault: true }),
    );
    expect(reply('refundOrder', 202, { responseCode: '2025800' })).toEqual(
      unknown(/2025800/, { isInProgress: true }),
    );
    expect(reply('refundOrder', 500, { responseCode: '5005801' })).toEqual(unknown(/5005801/));
  });

  it.each([true, false])('is unknown where there is none, and says whose fault that is', (isOurFault) => {
    const exchange = { kind: 'unanswered', reason: 'gone', mayHaveArrived: true, isOurFault } as const;
    expect(readReply('createOrder', exchange)).toEqual(unknown(/gone/, { isOurFault }));
  });
});
