/** Who serves in a demo hall, as evaluators name them. */
export const demoText = { clerk: '演示人员', second: '演示人员（第二人）' } as const;
