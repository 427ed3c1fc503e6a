// Tensors exchanged in the form of DLPack, with this library on either side.
#include "abi/dlpack.h"
#include "support.h"

namespace test {
namespace {

template <class Managed>
Managed* pack(const Tensor& tensor) {
  void* managed = nullptr;
  require(torch_dlpack_export(&managed, tensor, std::is_same_v<Managed, DLManagedTensorVersioned>));
  return static_cast<Managed*>(managed);
}

template <class Managed>
void there_and_back() {
  constexpr bool is_versioned = std::is_same_v<Managed, DLManagedTensorVersioned>;
  Tensor rows = tensor({0, 1, 2, 3, 4, 5}, {2, 3});
  Tensor columns;
  require(aten_transpose_int(columns.out(), rows, 0, 1));
  auto* const managed = pack<Managed>(columns);
  const DLTensor& shown = managed->dl_tensor;
  CHECK(shown.ndim == 2 && shown.shape[0] == 3 && shown.shape[1] == 2);
  CHECK(shown.strides[0] == 1 && shown.strides[1] == 3);
  CHECK(shown.dtype.code == 2 && shown.dtype.bits == 64 && shown.dtype.lanes == 1);
  CHECK(shown.device.device_type == 1);
  void* data = nullptr;
  require(torch_tensor_data_ptr(&data, rows));
  CHECK(shown.data == data);

  Tensor back;
  require(torch_dlpack_import(back.out(), managed, is_versioned));
  columns = Tensor();
  rows = Tensor();
  CHECK(back.values() == std::vector<double>{0, 3, 1, 4, 2, 5});

  torch_dlpack_free(pack<Managed>(back), is_versioned);
  CHECK(back.values() == std::vector<double>{0, 3, 1, 4, 2, 5});
}

// A tensor of another library.
struct Foreign {
  double memory[6] = {0, 1, 2, 3, 4, 5};
  int64_t shape[2] = {2, 3};
  int returned = 0;
  DLManagedTensor managed{};

  Foreign() {
    managed.dl_tensor = {memory, {1, 0}, 2, {2, 64, 1}, shape, nullptr, 0};
    managed.manager_ctx = this;
    managed.deleter = [](DLManagedTensor* self) { ++static_cast<Foreign*>(self->manager_ctx)->returned; };
  }
};

void taken_from_others() {
  const int64_t* counters = nullptr;
  require(torch_memory_attach(&counters, nullptr));
  const int64_t& shared = counters[3];
  const int64_t before = shared;
  Foreign foreign;
  {
    Tensor row;
    {
      Tensor whole;
      require(torch_dlpack_import(whole.out(), &foreign.managed, false));
      CHECK(shared == before + 48);
      CHECK(whole.values() == std::vector<double>{0, 1, 2, 3, 4, 5});
      require(aten_select_int(row.out(), whole, 0, 1));
    }
    CHECK(foreign.returned == 0);
    foreign.memory[4] = 40;
    CHECK(row.values() == std::vector<double>{3, 40, 5});
  }
  CHECK(foreign.returned == 1);
  CHECK(shared == before);

  Foreign silent;
  silent.managed.deleter = nullptr;
  {
    Tensor whole;
    require(torch_dlpack_import(whole.out(), &silent.managed, false));
  }
  torch_dlpack_free(&silent.managed, false);
  CHECK(silent.returned == 0);
}

// The owner is told also where there is nothing to point to.
void without_elements() {
  Foreign foreign;
  foreign.shape[0] = 0;
  foreign.managed.dl_tensor.data = nullptr;
  {
    Tensor tensor;
    require(torch_dlpack_import(tensor.out(), &foreign.managed, false));
    CHECK(torch_tensor_numel(tensor) == 0 && foreign.returned == 0);
  }
  CHECK(foreign.returned == 1);
}

void refused() {
  Foreign foreign;
  TensorHandle handle = nullptr;
  const auto kind = [&] { return failure(torch_dlpack_import(&handle, &foreign.managed, false)).kind; };
  DLTensor& shown = foreign.managed.dl_tensor;
  const DLTensor right = shown;
  shown.ndim = -1;
  CHECK(kind() == Value);
  shown = right;
  shown.shape = nullptr;
  CHECK(kind() == Value);
  shown = right;
  shown.data = nullptr;
  CHECK(kind() == Value);
  shown = right;
  shown.dtype.code = 77;
  CHECK(kind() != None);
  shown = right;
  shown.dtype.lanes = 2;
  CHECK(kind() != None);
  shown = right;
  shown.device.device_type = 99;
  CHECK(kind() != None);
  shown = right;
  foreign.shape[0] = int64_t{1} << 62;
  CHECK(kind() == Value);
  CHECK(handle == nullptr && foreign.returned == 0);

  const Tensor one = full({1}, 1);
  auto* const managed = pack<DLManagedTensorVersioned>(one);
  managed->version.major = 2;
  CHECK(failure(torch_dlpack_import(&handle, managed, true)).kind == Value);
  torch_dlpack_free(managed, true);

  void* none = nullptr;
  CHECK(failure(torch_dlpack_export(&none, leaf({1}, 1), false)).kind == Value);
  CHECK(none == nullptr);
}

void plain_data() {
  const Tensor rows = tensor({0, 1, 2, 3, 4, 5}, {2, 3});
  void* data = nullptr;
  int64_t count = 0;
  require(torch_tensor_plain_data(&data, &count, rows));
  CHECK(count == 6 && static_cast<double*>(data)[4] == 4);
  Tensor row, columns;
  require(aten_select_int(row.out(), rows, 0, 1));
  require(torch_tensor_plain_data(&data, &count, row));
  CHECK(count == 3 && static_cast<double*>(data)[0] == 3);
  require(aten_transpose_int(columns.out(), rows, 0, 1));
  CHECK(failure(torch_tensor_plain_data(&data, &count, columns)).kind == Value);
  CHECK(failure(torch_tensor_plain_data(&data, &count, leaf({1}, 1))).kind == Value);
  require(torch_tensor_plain_data(&data, &count, full({0}, 1)));
  CHECK(count == 0);
}

}  // namespace

void dlpack_cases() {
  there_and_back<DLManagedTensor>();
  there_and_back<DLManagedTensorVersioned>();
  taken_from_others();
  without_elements();
  refused();
  plain_data();
}

}  // namespace test
