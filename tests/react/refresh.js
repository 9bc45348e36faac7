// Fast Refresh, as a bundler's development server does it to a module that was edited: through the
// hook that React looks for when it is loaded, so this module must be loaded before React.

let renderer;
let mounted;
globalThis.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
  supportsFiber: true,
  inject(internals) {
    renderer = internals;
    return 1;
  },
  onCommitFiberRoot(id, root) {
    mounted = root;
  },
  onCommitFiberUnmount() {},
};

const families = new Map();

/** Puts the same component in a new function in the place of the old one. */
export function refresh(component) {
  const family = families.get(component) ?? { current: component };
  family.current = (props) => component(props);
  families.set(component, family).set(family.current, family);
  renderer.setRefreshHandler((type) => families.get(type));
  renderer.scheduleRefresh(mounted, { staleFamilies: new Set(), updatedFamilies: new Set([family]) });
}
