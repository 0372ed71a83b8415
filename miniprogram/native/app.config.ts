/** What the prebuilt folder holds. */
export default { components: ['feedback-button/index', 'feedback-page/index'] };
