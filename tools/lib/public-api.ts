import { readFileSync } from 'node:fs';
import { join } from 'node:path';
// The compiler itself, TypeScript 7, has no programming interface that is meant to stay.
import ts from 'typescript-6';
import { ROOT } from './run.ts';

/** What somebody can import, and what its comment says. */
export interface PublicName {
  name: string;
  /** Its name in the sources, where it is exported under another one. */
  declaredName: string;
  kind: 'function' | 'class' | 'interface' | 'type' | 'constant';
  /** A function's, a class's or a constant's line, or what a type stands for. */
  signature: string;
  description: string;
  returns: string;
  throws: string[];
  examples: string[];
  /** Of an interface, a class or a type that is written as an object. */
  members: PublicMember[];
}

export interface PublicMember {
  name: string;
  type: string;
  isOptional: boolean;
  description: string;
}

export interface Entry {
  /** What is written in the import, such as `@kb-assistant/session/node`. */
  specifier: string;
  names: PublicName[];
}

type Manifest = { name: string; exports: Record<string, string | Record<string, string>> };

/** Reads what the entries of packages export, from their sources and the comments in them. */
export function readPublicApi(packages: readonly string[]): Map<string, Entry[]> {
  const entries = packages.flatMap((name) => entriesOf(name).map((entry) => ({ package: name, ...entry })));
  const program = ts.createProgram({
    rootNames: entries.map(({ file }) => file),
    options: {
      noLib: true,
      types: [],
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
      noEmit: true,
    },
  });
  const checker = program.getTypeChecker();
  const api = new Map<string, Entry[]>(packages.map((name) => [name, []]));
  for (const { package: name, specifier, file } of entries) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file)!);
    const symbols = module ? checker.getExportsOfModule(module) : [];
    const names = symbols
      .map((symbol) => describe(symbol.name, resolved(symbol, checker), checker))
      .filter((each) => each !== undefined);
    api.get(name)!.push({ specifier, names });
  }
  return api;
}

function entriesOf(name: string): { specifier: string; file: string }[] {
  const folder = join(ROOT, 'packages', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  return Object.entries(manifest.exports).flatMap(([path, conditions]) => {
    const source = typeof conditions === 'string' ? undefined : conditions['@kb-assistant/source'];
    return source ? [{ specifier: manifest.name + path.slice(1), file: join(folder, source) }] : [];
  });
}

const resolved = (symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

function describe(name: string, symbol: ts.Symbol, checker: ts.TypeChecker): PublicName | undefined {
  // Of an overloaded function the first; of a type and a value with one name the value.
  const declaration = symbol.declarations?.find(ts.isFunctionDeclaration) ?? symbol.declarations?.[0];
  if (!declaration) return undefined;
  const comment = commentOf(declaration);
  const plain = { name, declaredName: symbol.name, ...comment, members: [] };
  if (ts.isFunctionDeclaration(declaration)) {
    return { ...plain, kind: 'function', signature: functionLine(name, declaration) };
  }
  if (ts.isClassDeclaration(declaration)) {
    const created = declaration.members.find(ts.isConstructorDeclaration);
    const signature = created ? `new ${name}(${parametersOf(created)})` : heading('class', name, declaration);
    return { ...plain, kind: 'class', signature, members: membersOf(declaration.members) };
  }
  if (ts.isInterfaceDeclaration(declaration)) {
    const signature = heading('interface', name, declaration);
    return { ...plain, kind: 'interface', signature, members: membersOf(declaration.members) };
  }
  if (ts.isTypeAliasDeclaration(declaration)) {
    const members = ts.isTypeLiteralNode(declaration.type) ? membersOf(declaration.type.members) : [];
    const signature = members.length > 0 ? '' : (wordsOf(declaration.type, checker) ?? textOf(declaration.type));
    return { ...plain, kind: 'type', signature, members };
  }
  if (ts.isVariableDeclaration(declaration)) return { ...plain, kind: 'constant', ...constant(name, declaration) };
  return undefined;
}

/** What a type comes to that is one of several words: the keys of an object, or the members of a list. */
function wordsOf(node: ts.TypeNode, checker: ts.TypeChecker): string | null {
  if (ts.isIndexedAccessTypeNode(node)) return listed(node, checker);
  const type = ts.isTypeOperatorNode(node) ? checker.getTypeAtLocation(node) : null;
  return type?.isUnion() && type.types.every((each) => each.isStringLiteral())
    ? type.types.map(({ value }) => `'${value}'`).join(' | ')
    : null;
}

/** The members of `(typeof LIST)[number]`, as they are written there: without the library, a list has no members. */
function listed({ objectType }: ts.IndexedAccessTypeNode, checker: ts.TypeChecker): string | null {
  const query = ts.isParenthesizedTypeNode(objectType) ? objectType.type : objectType;
  if (!ts.isTypeQueryNode(query)) return null;
  const symbol = checker.getSymbolAtLocation(query.exprName);
  const declaration = symbol && resolved(symbol, checker).valueDeclaration;
  let list = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  while (list && (ts.isAsExpression(list) || ts.isSatisfiesExpression(list))) list = list.expression;
  return list && ts.isArrayLiteralExpression(list) ? list.elements.map((each) => each.getText()).join(' | ') : null;
}

/** A constant that holds a function is one. */
function constant(
  name: string,
  { type, initializer }: ts.VariableDeclaration,
): { signature: string; kind?: 'function' } {
  if (initializer && ts.isArrowFunction(initializer)) {
    return { kind: 'function', signature: functionLine(name, initializer) };
  }
  return { signature: type ? `${name}: ${textOf(type)}` : name };
}

const functionLine = (name: string, node: ts.SignatureDeclaration): string =>
  `${name}(${parametersOf(node)})${node.type ? `: ${textOf(node.type)}` : ''}`;

const parametersOf = ({ parameters }: ts.SignatureDeclaration): string =>
  parameters
    .map(({ name, type, questionToken, initializer, dotDotDotToken }) => {
      // How parameters are taken apart is no business of the caller's.
      const shown = ts.isIdentifier(name) ? name.text : 'options';
      const optional = questionToken || initializer ? '?' : '';
      return `${dotDotDotToken ? '...' : ''}${shown}${optional}${type ? `: ${textOf(type)}` : ''}`;
    })
    .join(', ');

function heading(kind: string, name: string, node: ts.ClassDeclaration | ts.InterfaceDeclaration): string {
  const parameters = node.typeParameters ? `<${node.typeParameters.map(textOf).join(', ')}>` : '';
  return [kind, name + parameters, ...(node.heritageClauses ?? []).map(textOf)].join(' ');
}

function membersOf(nodes: ts.NodeArray<ts.ClassElement | ts.TypeElement>): PublicMember[] {
  return nodes.filter(isPublic).map((node) => {
    const { description } = commentOf(node);
    const isOptional = 'questionToken' in node && node.questionToken !== undefined;
    const name = node.name ? textOf(node.name) : '';
    if (ts.isMethodDeclaration(node) || ts.isMethodSignature(node)) {
      return {
        name: `${name}(${parametersOf(node)})`,
        type: node.type ? textOf(node.type) : '',
        isOptional,
        description,
      };
    }
    if (ts.isIndexSignatureDeclaration(node)) {
      return { name: `[${parametersOf(node)}]`, type: textOf(node.type), isOptional, description };
    }
    const type = 'type' in node && node.type ? textOf(node.type as ts.Node) : '';
    return { name, type, isOptional, description };
  });
}

function isPublic(node: ts.ClassElement | ts.TypeElement): boolean {
  if (ts.isConstructorDeclaration(node) || ts.isClassStaticBlockDeclaration(node)) return false;
  if (node.name && ts.isPrivateIdentifier(node.name)) return false;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Override;
  return !(ts.getCombinedModifierFlags(node) & hidden);
}

function commentOf(node: ts.Node): Pick<PublicName, 'description' | 'returns' | 'throws' | 'examples'> {
  // Of a constant, the comment stands before its statement: this finds it there too.
  const comment = ts.getJSDocCommentsAndTags(node).findLast(ts.isJSDoc);
  const text = (comment?.getText() ?? '').replace(/^\/\*\*|\*\/$/g, '').replaceAll(/^[ \t]*\* ?/gm, '');
  // Read here, since the compiler takes an event of Vue's in an example, such as `@kb-error`, for a tag.
  const [description = '', ...tags] = text
    .trim()
    .split(/^@(?=\w)/m)
    .map((part) => part.trim());
  const said = (name: string): string[] =>
    tags
      .filter((tag) => tag.startsWith(`${name} `) || tag.startsWith(`${name}\n`))
      .map((tag) => tag.slice(name.length).trim());
  const parameters = said('param').map((each) => each.replace(/^(\S+)\s+(?:- )?/, '`$1`: '));
  const throws = said('throws').map((each) => each.replace(/^\{(.*?)\}/, '$1'));
  return {
    description: [description, ...parameters].filter(Boolean).join('\n\n'),
    returns: said('returns')[0] ?? '',
    throws,
    examples: said('example'),
  };
}

const textOf = (node: ts.Node): string =>
  node
    .getText()
    .replaceAll(/\/\*\*?.*?\*\/|\/\/[^\n]*/gs, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
