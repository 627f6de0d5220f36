/** What the server takes and gives: `npm run bench -- server`. */
export async function measureServer(): Promise<void> {
  console.log('server: nothing is measured yet');
}
