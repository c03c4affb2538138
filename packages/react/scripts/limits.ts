/** kB after gzip. */
export const LIMITS = { hooks: 6, component: 15, componentWithPlans: 45, firstView: 110 };

export const HOOKS = ["createSignIn", "usePhoneSignIn", "useSession"];
export const COMPONENT = ["createSignIn", "PhoneSignIn"];
