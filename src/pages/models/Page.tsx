export { ModelsPage as default } from '../../models/models-page';
