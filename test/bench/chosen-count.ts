/** What `--orders` says on the command line: how many orders a bench fills its tables with; null if it says nothing. */
export function chosenCount(): number | null {
  const place = process.argv.indexOf('--orders');
  return place === -1 ? null : Number(process.argv[place + 1]);
}
