/** What the manifest's analyzer cannot know: `@option` properties are attributes, too, and `furnitureName` is the tag. */
function furniture() {
  return {
    name: 'furniture',
    analyzePhase({ ts, node, moduleDoc }) {
      if (!ts.isClassDeclaration(node) || !node.name) return;
      const declaration = moduleDoc.declarations?.find(({ name }) => name === node.name.text);
      if (!declaration) return;
      for (const member of node.members) {
        const name = member.name?.getText();
        if (name === 'furnitureName' && member.initializer) {
          const tag = member.initializer.getText().replace(/['"`]/g, '');
          if (tag) Object.assign(declaration, { customElement: true, tagName: tag });
        }
        const decorator = (ts.getDecorators?.(member) ?? member.decorators ?? []).find((candidate) =>
          candidate.getText().startsWith('@option('),
        );
        if (decorator) addOption(declaration, name, decorator.getText());
      }
    },
    packageLinkPhase({ customElementsManifest }) {
      for (const module of customElementsManifest.modules) for (const one of module.declarations ?? []) tidy(one);
    },
  };
}

function addOption(declaration, name, decorator) {
  const field = declaration.members?.find((member) => member.name === name);
  if (!field) return;
  field.privacy = 'public';
  if (/attribute:\s*false/.test(decorator)) return;
  const attribute = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  field.attribute = attribute;
  const type = field.type?.text?.replace(/\s*\|\s*undefined/, '');
  declaration.attributes = [
    ...(declaration.attributes ?? []).filter((other) => other.name !== attribute),
    { name: attribute, ...(type && { type: { text: type } }), description: field.description, fieldName: name },
  ];
}

/** Every element's own events by name, the one that several share, and the one that all of them have. */
function tidyEvents(declaration) {
  const { tagName, events = [] } = declaration;
  const own = events.filter(({ name }) => name?.startsWith(`${tagName}-`) || name === 'furniture-show');
  const failed = {
    name: `${tagName}-failed`,
    type: { text: 'FailedEvent' },
    description: 'Something could not be loaded, sent or used: `kind`, `status`, `message`; once for each failure',
  };
  declaration.events = own.some(({ name }) => name === failed.name) ? own : [...own, failed];
}

/** Nobody outside sees private, protected or static members, or Lit's own. */
function tidy(declaration) {
  if (declaration.tagName) tidyEvents(declaration);
  if (!declaration.members) return;
  const isInternal =
    /^(#|_|form\w+Callback$|attachInternals$|takePart$|render$|styles$|willUpdate$|updated$|configSchema$|english$|furnitureName$|readOption$|writeOption$)/;
  declaration.members = declaration.members.filter(
    (member) => !member.static && (member.privacy ?? 'public') === 'public' && !isInternal.test(member.name),
  );
}

export default {
  globs: ['src/*/*.ts'],
  exclude: ['src/server/**', 'src/locales/**'],
  litelement: true,
  outdir: '.',
  plugins: [furniture()],
};
