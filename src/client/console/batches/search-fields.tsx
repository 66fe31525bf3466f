import { useConsole } from '../console-context.ts';
import { dayBounds } from '../jakarta-day.ts';
import { batchWording } from '../wording/batch-words.ts';

/** What selects the orders of a batch: how their numbers begin, and when they were created. */
export function SearchFields() {
  const { language, wording } = useConsole();
  return (
    <>
      <label for="prefix">{batchWording[language].prefix}</label>
      <input id="prefix" name="prefix" maxLength={64} autocomplete="off" />
      <label for="from">{wording.createdSince}</label>
      <input id="from" name="from" type="date" {...dayBounds} />
      <label for="to">{wording.createdUntil}</label>
      <input id="to" name="to" type="date" {...dayBounds} />
    </>
  );
}
