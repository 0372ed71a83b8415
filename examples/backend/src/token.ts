import { tokenCommand } from './token-command.js';

try {
  console.log(await tokenCommand(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
