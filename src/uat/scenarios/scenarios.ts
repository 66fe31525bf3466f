import { cancelOrderScenarios } from './cancel-order.ts';
import { consultPayScenarios } from './consult-pay.ts';
import { createOrderScenarios } from './create-order.ts';
import { finishNotifyScenarios } from './finish-notify.ts';
import { queryPaymentScenarios } from './query-payment.ts';
import { refundOrderScenarios } from './refund-order.ts';
import { fullNameOf, type Scenario } from './scenario.ts';

/** Every scenario of DANA's UAT suite for Gapura Custom Checkout, in the order of DANA's portal. */
export const scenarios: readonly Scenario[] = [
  ...consultPayScenarios,
  ...createOrderScenarios,
  ...queryPaymentScenarios,
  ...cancelOrderScenarios,
  ...refundOrderScenarios,
  ...finishNotifyScenarios,
];

/** Which scenarios an operator selects. */
export interface ScenarioSelection {
  readonly isMandatoryOnly: boolean;
  /** Names, full names or numbers; empty for all. */
  readonly names: readonly string[];
}

/**
 * The selected scenarios, mandatory ones first, otherwise in DANA's order; and the names that no scenario
 * has. A name that several operations share (`ValidScenario`) selects all of them.
 */
export function selectScenarios({ isMandatoryOnly, names }: ScenarioSelection): {
  readonly chosen: readonly Scenario[];
  readonly unknown: readonly string[];
} {
  const isCalled = (scenario: Scenario, name: string) =>
    [scenario.name, fullNameOf(scenario), String(scenario.number)].some(
      (own) => own.toLowerCase() === name.toLowerCase(),
    );
  const chosen = scenarios
    .filter((scenario) => scenario.isMandatory || !isMandatoryOnly)
    .filter((scenario) => names.length === 0 || names.some((name) => isCalled(scenario, name)));
  return {
    chosen: [
      ...chosen.filter(({ isMandatory }) => isMandatory),
      ...chosen.filter(({ isMandatory }) => !isMandatory),
    ],
    unknown: names.filter((name) => !scenarios.some((scenario) => isCalled(scenario, name))),
  };
}
