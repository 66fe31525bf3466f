import type { ScenarioResult } from '../run/run-scenarios.ts';
import { fullNameOf } from '../scenarios/scenario.ts';

/**
 * Lists the fields that only DANA's or only the simulator's messages have, scenario by scenario: findings
 * about the simulator. For an operation it compares the answers, for a notification the request. It ignores
 * values.
 */
export function compareShapes(
  danas: readonly ScenarioResult[],
  simulators: readonly ScenarioResult[],
): readonly string[] {
  const byNumber = new Map(simulators.map((result) => [result.scenario.number, result]));
  return danas.flatMap((dana) => {
    const simulator = byNumber.get(dana.scenario.number);
    if (simulator === undefined) return [];
    const [real, simulated] = [dana, simulator].map((result) => fieldsOf(messageOf(result)));
    // A scenario without a message in JSON has failed already.
    if (real === undefined || simulated === undefined || real.size === 0 || simulated.size === 0) return [];
    const name = fullNameOf(dana.scenario);
    return [
      ...[...real]
        .filter((field) => !simulated.has(field))
        .map((field) => `${name}: DANA has ${field}, the simulator has not`),
      ...[...simulated]
        .filter((field) => !real.has(field))
        .map((field) => `${name}: the simulator has ${field}, DANA has not`),
    ];
  });
}

function messageOf({ scenario, decisive }: ScenarioResult): string {
  const body = scenario.operation === 'finishNotify' ? decisive?.request.body : decisive?.answer?.body;
  return body ?? '';
}

/**
 * The path of every value in a JSON text: `additionalInfo.paymentViews[].payOptionInfos[].payMethod`. Empty
 * for other texts.
 */
export function fieldsOf(text: string): ReadonlySet<string> {
  const fields = new Set<string>();
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) for (const entry of value) walk(entry, `${path}[]`);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) walk(inner, path === '' ? name : `${path}.${name}`);
    } else if (path !== '') fields.add(path);
  };
  try {
    walk(JSON.parse(text), '');
  } catch {
    return fields;
  }
  return fields;
}
