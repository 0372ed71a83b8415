import ts from 'typescript';
import { join } from 'node:path';
import type { Block } from '../readme-blocks.mjs';
import { root } from '../root.mjs';
import { programOf } from './program.js';

/** Elements that have no end tag. */
const voidElements = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);

/** Faults of code blocks that a reader would copy; `scripts` are the names of `npm run`. */
export function blockFaults(blocks: readonly Block[], scripts: readonly string[]): readonly string[] {
  const typed = blocks.filter(({ language }) => /^(ts|tsx|js|jsx)$/.test(language));
  return [...blocks.flatMap((block) => faultsOf(block, scripts).map((fault) => `line ${block.line}: ${fault}`)), ...compileFaults(typed)];
}

function faultsOf({ language, code }: Block, scripts: readonly string[]): readonly string[] {
  switch (language) {
    case 'ts':
    case 'tsx':
    case 'js':
    case 'jsx':
    case 'text':
      return [];
    case 'json':
      return jsonFaults(code);
    case 'css':
      return /^[^{}]*(\{[^{}]*\}[^{}]*)*$/.test(code.replace(/\/\*[\s\S]*?\*\//g, '')) ? [] : ['unbalanced braces'];
    case 'html':
      return tagFaults(code);
    case 'sh':
      return code.split('\n').flatMap((line) => commandFaults(line, scripts));
    default:
      return [`nothing here can check a "${language}" block`];
  }
}

/** A shell line: one of our npm commands, or what leads to them. */
function commandFaults(line: string, scripts: readonly string[]): readonly string[] {
  const commands = line
    .replace(/(^|\s)#.*$/, '')
    .split(/&&|;/)
    .map((command) => command.trim().replace(/^([A-Z_]+=\S+\s+)+/, ''))
    .filter(Boolean);
  return commands.filter((command) => !isKnown(command, scripts)).map((command) => `"${command}" is not a command of this repository`);
}

function isKnown(command: string, scripts: readonly string[]): boolean {
  const npm = /^npm (?:run )?(\S+)( --( \S+)+)?$/.exec(command);
  if (npm) return scripts.includes(npm[1] ?? '') && (command.startsWith('npm run ') || ['start', 'test'].includes(npm[1] ?? ''));
  return /^(git clone \S+( \S+)?|cd \S+|npm (ci|install)( @yijian\/(sdk|widget))*)$/.test(command);
}

function jsonFaults(code: string): readonly string[] {
  try {
    JSON.parse(code);
    return [];
  } catch (cause) {
    return [`not JSON: ${cause instanceof Error ? cause.message : String(cause)}`];
  }
}

/** Tags that are not closed in the order they were opened. */
function tagFaults(html: string): readonly string[] {
  const open: string[] = [];
  const text = html.replace(/<!--[\s\S]*?-->/g, '').replace(/(<(script|style)\b[^>]*>)[\s\S]*?(<\/\2>)/gi, '$1$3');
  for (const [, end, name = '', self] of text.matchAll(/<(\/?)([a-z][a-z0-9-]*)\b(?:[^<>"']|"[^"]*"|'[^']*')*?(\/?)>/gi)) {
    const tag = name.toLowerCase();
    if (end && open.pop() !== tag) return [`</${tag}> closes nothing`];
    if (!end && !self && !voidElements.has(tag)) open.push(tag);
  }
  const stray = text.replace(/<(\/?)([a-z][a-z0-9-]*)\b(?:[^<>"']|"[^"]*"|'[^']*')*?(\/?)>/gi, '').replace(/<!doctype html>/i, '');
  return [...open.map((tag) => `<${tag}> is not closed`), ...(/[<>]/.test(stray) ? ['a tag is broken'] : [])];
}

/** Compiles blocks as modules of this repository: packages resolve as in a merchant's project, to our sources. */
function compileFaults(blocks: readonly Block[]): readonly string[] {
  if (blocks.length === 0) return [];
  const files = new Map(
    blocks.map((block) => [join(root, 'widget', 'src', `readme-line-${block.line}.${block.language}`), `${block.code}\nexport {};\n`]),
  );
  const program = programOf([...files.keys()], files, { checkJs: true, noUnusedLocals: false, noUnusedParameters: false });
  const mine = [...files.keys()].map((path) => program.getSourceFile(path)).filter((file) => file !== undefined);
  return mine
    .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
    .map(({ file, start, messageText }) => {
      const line = /readme-line-(\d+)/.exec(file?.fileName ?? '')?.[1] ?? '';
      const below = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `line ${Number(line) + below}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
}
